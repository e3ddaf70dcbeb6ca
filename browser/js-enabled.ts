// Runs before anything is drawn, so that what scripts hide or add does not flicker. GOV.UK Frontend looks for
// these classes and sets them by an inline script, which the content security policy does not allow.
document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
