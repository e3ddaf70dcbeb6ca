export { AreaMap, type AreaMapProps } from './area-map.tsx'
export { HeatGrid, type HeatGridProps } from './heat-grid.tsx'
export { heatLevel } from './heat-level.ts'
export { Sparkline, type SparklineProps } from './sparkline.tsx'
