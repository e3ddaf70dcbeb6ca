export { areaCodesOf } from './area-codes.ts'
export { type AreaFinder, loadAreaFinder } from './area-finder.ts'
export { areasAt } from './areas-at.ts'
export { type AreaCoding, type AreaCodingReport, codeAreas } from './code-areas.ts'
export { type Address, findAddress, findAddresses, placeOfAddress } from './find-addresses.ts'
export { findOnePlace, findPlace, findPlaces } from './find-places.ts'
export {
  type AddressImport,
  type AddressImportReport,
  importAddresses,
  type NewAddress,
  saveAddresses,
} from './import-addresses.ts'
export { type AreaImport, type AreaImportReport, importAreas, type Progress } from './import-areas.ts'
export {
  importPostcodes,
  type NewPostcode,
  normalisePostcode,
  type PostcodeImport,
  type PostcodeImportReport,
  savePostcodes,
} from './import-postcodes.ts'
export { importStreets, osOpenNames, type StreetImport, type StreetImportReport } from './import-streets.ts'
export { nameAreas } from './name-areas.ts'
export { type AreaKind, areaKinds, type CodedArea, isAreaKind, type Place, type PlaceKind } from './place.ts'
export { placePrecision, placeToldBy } from './place-precision.ts'
export { parsePolygon, parsePolygons, pointText, polygonsText, polygonText } from './polygon-text.ts'
export { type Boundaries, readBoundaries } from './read-boundaries.ts'
export { routes } from './routes.ts'
export { type AreaSet, type NewArea, saveAreas } from './save-areas.ts'
export { type NewStreet, saveStreets } from './save-streets.ts'
