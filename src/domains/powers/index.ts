export { documentsTab } from './documents/document-routes.ts'
export { powersTab } from './intervention-routes.ts'
export { powerWork } from './power-work.ts'
export { powerRoutes } from './routes.ts'
