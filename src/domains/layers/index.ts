export { figuresOfCase } from './figures-of-case.ts'
export { layerRoutes } from './layer-routes.ts'
export { overlayRoutes } from './overlay/overlay-routes.ts'
