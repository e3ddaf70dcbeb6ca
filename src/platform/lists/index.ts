/**
 * Lists of staff pages: a dense table, its filters beside it (each in the address), and links to the pages before and
 * after.
 */
export { DenseTable, type DenseTableProps, RowsTable, type RowsTableProps } from './dense-table.tsx'
export { FilterChoice, type FilterChoices } from './filter-choice.tsx'
export { FilteredList, FilterForm, PageLinks, queryOf } from './filtered-list.tsx'
