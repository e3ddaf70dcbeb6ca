export const setupAddress = '/setup'
export const bundleAddress = '/setup/configuration.json'
