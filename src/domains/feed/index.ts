export {
  type Ability,
  abilities,
  createApiToken,
  type NewApiToken,
  revokeApiToken,
  tokenPrefix,
} from './create-api-token.ts'
export { bearerSecret, identifyMachine } from './identify-machine.ts'
export { clearAccessTokens, oauthRoutes } from './oauth-routes.ts'
export { feedRoutes } from './routes.ts'
