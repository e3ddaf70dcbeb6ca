export { AreaMap, type AreaMapProps } from './area-map.tsx'
export { HeatGrid, type HeatGridProps } from './heat-grid.tsx'
