// Before the first paint, which does not wait for the extension's storage: what entrypoints/options/screen.tsx noted of it.
Object.assign(document.documentElement.dataset, JSON.parse(localStorage.getItem('looks') ?? '{}'))
