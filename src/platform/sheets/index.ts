export { type Cells, readCells, type SheetLimits } from './read-cells.ts'
