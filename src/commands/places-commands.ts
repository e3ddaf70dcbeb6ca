import { type Command, InvalidArgumentError, Option } from 'commander'
import {
  type AreaKind,
  areaKinds,
  codeAreas,
  importAddresses,
  importAreas,
  importPostcodes,
  importStreets,
  isAreaKind,
  loadAreaFinder,
  osOpenNames,
} from '#domains/places'
import { system } from '#platform/actor'
import { isLocalDate, systemClock, today } from '#platform/clock'
import { withInstallation } from './command-context.ts'

function areaKind(text: string): AreaKind {
  if (isAreaKind(text)) return text
  throw new InvalidArgumentError(`Choose one of ${areaKinds.join(', ')}.`)
}

function date(text: string): string {
  if (isLocalDate(text)) return text
  throw new InvalidArgumentError('Give a date like 2026-04-01.')
}

type AreasImportOptions = {
  kind: AreaKind
  vintage: string
  code: string
  name: string
  validFrom: string
  validTo?: string
  endsEarlierSets?: boolean
  source: string
  attribution: string
}

type AreasCodeOptions = {
  easting?: string
  northing?: string
  longitude?: string
  latitude?: string
  on: string
}

type StreetsImportOptions = {
  source: string
  name?: string
  locality?: string
  easting?: string
  northing?: string
}

/** `areas import`, `areas code`, `gazetteer import`, `postcodes import` and `streets import`. */
export function addPlacesCommands(program: Command): void {
  const areas = program.command('areas').description('Areas: beats, wards, districts and the like')
  areas
    .command('import')
    .description('Import the areas of a GeoJSON file (WGS84 or British National Grid) as one dated set')
    .argument('<file>', 'GeoJSON file')
    .requiredOption('--kind <kind>', `sort of area: ${areaKinds.join(', ')}`, areaKind)
    .requiredOption('--vintage <name>', 'what this set is called, such as "2013"')
    .requiredOption('--code <property>', 'property that holds the code, such as WD13CD')
    .requiredOption('--name <property>', 'property that holds the name, such as WD13NM')
    .requiredOption('--valid-from <date>', 'first day on which the areas hold', date)
    .option('--valid-to <date>', 'first day on which they no longer hold', date)
    .option('--ends-earlier-sets', 'end the sets of this kind that hold on the first day')
    .requiredOption('--source <text>', 'where the file comes from')
    .requiredOption('--attribution <text>', 'the words its licence asks for')
    .action((file: string, options: AreasImportOptions) =>
      withInstallation(async ({ asOwner, progress }) => {
        const { code, name, validTo, ...set } = options
        const report = await asOwner((owner) =>
          importAreas(
            owner,
            {
              ...set,
              file,
              codeProperty: code,
              nameProperty: name,
              ...(validTo === undefined ? {} : { validTo }),
            },
            progress,
          ),
        )
        for (const { code, repairs } of report.repaired)
          console.log(`repaired ${code}: ${repairs.join(', ')}`)
        for (const { feature, code, reason } of report.rejected)
          console.log(`rejected feature ${feature} (${code ?? 'no code'}): ${reason}`)
        console.log(
          `${report.areasImported} areas imported, ${report.repaired.length} repaired, ${report.rejected.length} rejected`,
        )
        if (report.rejected.length > 0) process.exitCode = 2
      }),
    )
  areas
    .command('code')
    .description('Give every point of a CSV file its areas, with their vintages')
    .argument('<input>', 'CSV file with a header and columns of positions')
    .argument('<output>', 'CSV file to write')
    .option('--easting <column>')
    .option('--northing <column>')
    .option('--longitude <column>')
    .option('--latitude <column>')
    .addOption(
      new Option('--on <date>', 'use the areas in force on this day')
        .default(today(systemClock), 'today')
        .argParser(date),
    )
    .action((input: string, output: string, options: AreasCodeOptions) =>
      withInstallation(async ({ open, progress }) => {
        const finder = await open('openasb_worker').withActor(system, (db) => loadAreaFinder(db, options.on))
        const { easting, northing, longitude, latitude } = options
        const columns =
          easting !== undefined && northing !== undefined
            ? { easting, northing }
            : longitude !== undefined && latitude !== undefined
              ? { longitude, latitude }
              : undefined
        const report = await codeAreas(finder, { input, output, ...(columns ? { columns } : {}) }, progress)
        const rate = Math.round(report.rows / Math.max(report.seconds, 0.001))
        console.log(
          `${report.rows} rows: ${report.coded} coded, ${report.outside} outside every area, ${report.withoutPosition} without a position (${rate} a second)`,
        )
      }),
    )
  const postcodes = program.command('postcodes').description('Postcodes')
  postcodes
    .command('import')
    .description('Import postcodes with the columns of Code-Point Open or the ONS Postcode Directory')
    .argument('<file>', 'CSV file with a header')
    .requiredOption('--vintage <name>', 'what this set is called, such as "2014-08"')
    .option('--replaces', 'delete postcodes that are not in the file')
    .action((file: string, options: { vintage: string; replaces?: boolean }) =>
      withInstallation(async ({ asOwner, progress }) => {
        const report = await asOwner((owner) => importPostcodes(owner, { file, ...options }, progress))
        for (const { line, text } of report.rejected) console.log(`rejected line ${line}: ${text}`)
        console.log(
          `${report.rows} rows: ${report.imported} imported, ${report.withoutPlace} without a place, ${report.ended} ended, ${report.rejectedRows} rejected, ${report.removed} removed`,
        )
        if (report.rejectedRows > 0) process.exitCode = 2
      }),
    )
  const streets = program.command('streets').description('Streets')
  streets
    .command('import')
    .description('Import streets of a CSV file; without columns named, those of OS Open Names')
    .argument('<file>', 'CSV file with a header')
    .requiredOption('--source <text>', 'whose streets these are; importing it again replaces them')
    .option('--name <column>')
    .option('--locality <column>')
    .option('--easting <column>')
    .option('--northing <column>')
    .action((file: string, options: StreetsImportOptions) =>
      withInstallation(async ({ asOwner, progress }) => {
        const { source, name, locality, easting, northing } = options
        const named =
          name !== undefined && easting !== undefined && northing !== undefined
            ? { columns: { name, easting, northing, ...(locality === undefined ? {} : { locality }) } }
            : osOpenNames
        const report = await asOwner((owner) => importStreets(owner, { file, source, ...named }, progress))
        console.log(
          `${report.rows} rows: ${report.streets} streets, ${report.leftOut} left out as no streets, ${report.rejectedRows} rejected`,
        )
        if (report.rejectedRows > 0) process.exitCode = 2
      }),
    )
  const gazetteer = program.command('gazetteer').description('Addresses with their UPRN and landlord')
  gazetteer
    .command('import')
    .description(
      'Import addresses in the columns of OS AddressBase, or of a landlord (uprn, address, landlord)',
    )
    .argument('<file>', 'CSV file with a header: uprn, address, postcode, a position, landlord where known')
    .requiredOption('--source <text>', 'whose addresses these are; importing it again replaces them')
    .action((file: string, { source }: { source: string }) =>
      withInstallation(async ({ asOwner, progress }) => {
        const on = today(systemClock)
        const report = await asOwner((owner) => importAddresses(owner, { file, source, on }, progress))
        for (const { line, because } of report.rejected) console.log(`rejected line ${line}: ${because}`)
        for (const { landlord, addresses } of report.unknownLandlords)
          console.log(`no organisation is called ${landlord}: ${addresses} addresses keep the name alone`)
        console.log(
          `${report.rows} rows: ${report.imported} addresses, ${report.rejectedRows} rejected, ${report.removed} removed`,
        )
        if (report.rejectedRows > 0) process.exitCode = 2
      }),
    )
}
