export { AreaMap, type AreaMapProps } from './area-map.tsx'
export { CountBars, type CountBarsProps } from './count-bars.tsx'
export { HeatGrid, type HeatGridProps } from './heat-grid.tsx'
export { heatLevel } from './heat-level.ts'
