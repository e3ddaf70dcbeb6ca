/**
 * GOV.UK and Ministry of Justice components for TSX pages. Every component calls the official Nunjucks macro, so the
 * markup is the Design System's own; its props are the macro's options (design-system.service.gov.uk,
 * design-patterns.service.justice.gov.uk), typed from the packages' macro-options.json.
 *
 * GOV.UK: Accordion BackLink Breadcrumbs Button CharacterCount Checkboxes CookieBanner DateInput Details ErrorMessage
 * ErrorSummary ExitThisPage Feedback Fieldset FileUpload Footer GenericHeader Header Hint InsetText Label
 * LanguageNavigation NotificationBanner Pagination Panel PasswordInput PhaseBanner Radios Select ServiceNavigation
 * SkipLink SummaryList Table Tabs Tag TaskList Textarea TextInput (the macro `input`) WarningText.
 *
 * MoJ: MojAddAnother MojAlert MojBadge MojBanner MojButtonMenu MojDatePicker MojFilter MojIdentityBar
 * MojInterruptionCard MojMessages MojMultiFileUpload MojNotificationBadge MojOrganisationSwitcher
 * MojPageHeaderActions MojPagination MojPrimaryNavigation MojProgressBar MojSearch MojSideNavigation
 * MojSortableTable MojSubNavigation MojTicketPanel MojTimeline.
 *
 * Conventions:
 * - `text` takes a string or number and is escaped; `html` takes JSX (`html: <>Up to <b>{n}</b></>`) and no string.
 *   Exactly one of the two is given. Markup held in a string needs `dangerousHtml(…)`, for our own output only.
 * - Details, ErrorSummary, Feedback, Fieldset, InsetText, NotificationBanner, Panel and MojInterruptionCard take children.
 * - `undefined` may be given for anything optional: `errorMessage={error && { text: error }}`.
 * - Fields: `<TextInput name="town" label={{ text: 'Town' }} value={…} errorMessage={…} />`, id defaults to the name;
 *   `<Radios name fieldset={{ legend: { text, isPageHeading: true, classes: 'govuk-fieldset__legend--l' } }}
 *   items={[{ value, text, conditional: { html: <…/> } }, { divider: 'or' }]} value={chosen} />`;
 *   `<Checkboxes … values={[…]} />`; `<DateInput id namePrefix items={[{ name: 'day', value }]} />`.
 * - `attributes={{ 'data-x': 1 }}` on most components; `style` and `on…` are refused (content security policy).
 * - `Table rows={[[{ text }, { html: <a/> }]]} head={[{ text }]}`, `SummaryList rows={[{ key, value, actions }]}`.
 *
 * Pages: `renderPage(<Layout title serviceName serviceUrl …>…</Layout>)` gives the whole document; see LayoutProps.
 * Public pages are a two-thirds column, staff pages say `wide`. `<ErrorPage layout={…} heading reference>` for problems.
 * `beforeContent` holds the back link or breadcrumbs. `scripts={['map']}` where an AreaMap is shown.
 * A page in another language gives `language`, `layoutWords` and `languages` (links to the others).
 * `assetUrl('map.js')` finds a built file. Components are plain functions: no asynchronous ones inside a page.
 *
 * Behaviours of browser/, by `data-module`: `place-search` (with `data-search-url`, hidden `data-place-field` inputs),
 * `keep-draft` (a form with `data-draft-url`), `queue-keys` (links marked `data-queue-link`, a search input marked
 * `data-queue-search`), `age-clock` (around `<time data-age datetime>`). Classes of our own: `app-dense-table`,
 * `app-scroll`, `app-list-with-filters`, `app-record`, `app-timeline`, `app-place-search`, `app-reference`,
 * `app-typed` (for what people typed), `app-link-button`.
 */
export { assetUrl } from './assets.ts'
export { ErrorPage, type ErrorPageProps } from './error-page.tsx'
export type * from './generated/props.ts'
export * from './govuk-components.ts'
export { type Attributes, type Child, dangerousHtml, type Html, renderToString } from './html.ts'
export { type LandingLink, type LandingNotice, LandingPage } from './landing-page.tsx'
export type { Account, LayoutLink, LayoutProps } from './layout.tsx'
export { Layout, renderPage } from './layout.tsx'
export { englishLayoutWords, type LayoutWords } from './layout-words.ts'
export * from './moj-components.ts'
