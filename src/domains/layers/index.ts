export { layerRoutes } from './layer-routes.ts'
