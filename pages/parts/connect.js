// Pages stand beside one another below one address, where the server is: `.` of any of them. Streamlit looks for it at the page's own
// address first, and asks twice whether it is well before it connects; what it would be told in answer is this.
window.__streamlit = {BACKEND_BASE_URL: new URL(".", window.location.href).href, HOST_CONFIG: {allowedOrigins: [], useExternalAuthToken: false}};
