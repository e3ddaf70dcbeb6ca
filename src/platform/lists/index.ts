/**
 * Lists of staff pages: a dense table, its filters beside it (each in the address), links to the pages before and
 * after, and tabs for the lists that stand beside it.
 */
export { DenseTable, RowsTable } from './dense-table.tsx'
export { FilterChoice } from './filter-choice.tsx'
export { FilteredList, FilterForm, PageLinks, queryOf } from './filtered-list.tsx'
export { PageTabs } from './page-tabs.tsx'
