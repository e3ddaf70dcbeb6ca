export { layerRoutes } from './layer-routes.ts'
export { overlayRoutes } from './overlay/overlay-routes.ts'
