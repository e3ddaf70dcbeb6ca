// Neither package ships types; these are the only parts used here.
declare module 'govuk-frontend' {
  export function initAll(): void
}
declare module '@ministryofjustice/frontend' {
  export function initAll(): void
}
// The style sheet of MapLibre, which the build puts beside map.js.
declare module '*.css'
