/**
 * Lists of staff pages: a dense table, its filters beside it (each in the address), and links to the pages before and
 * after.
 */
export { DenseTable, RowsTable } from './dense-table.tsx'
export { FilterChoice } from './filter-choice.tsx'
export { FilteredList, FilterForm, PageLinks, queryOf } from './filtered-list.tsx'
