import fc from 'fast-check'

// Property tests draw the same cases in every run, so that a failure belongs to a change. PROPERTY_SEED looks further.
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_261_122) })
