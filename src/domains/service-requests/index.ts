/**
 * Reports that go on to a system of the organisation that holds them, such as street cleansing, as service requests
 * (Open311 GeoReport v2): the systems, what is sent, and what becomes of it there. Nothing of who reported is sent.
 */
export { carryServiceRequests, type ServiceRequestCarrier } from './carry-service-requests.ts'
export { endpointKeySeal } from './endpoint.ts'
export { serviceEndpointRoutes } from './endpoint-routes.ts'
export { serviceRequestPanel } from './request-panel.tsx'
export { serviceRequestRoutes } from './request-routes.ts'
export { serviceRequestWork } from './request-work.ts'
