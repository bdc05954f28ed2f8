// In a bundle this stands where an optional module was not brought. Without it Node.js would go on looking for one in
// the folders above the bundle, where anybody may have put something that nobody has signed.
throw Object.assign(new Error('This optional module is not part of the bundle.'), {
  code: 'ERR_MODULE_NOT_FOUND',
})
