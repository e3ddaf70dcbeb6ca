export { describeApi } from './describe-api.ts'
export { openApiRoute } from './open-api-route.ts'
