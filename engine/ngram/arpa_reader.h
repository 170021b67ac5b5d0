#pragma once

#include <filesystem>
#include <stop_token>

#include "engine/ngram/arpa_assembler.h"
#include "engine/values/expected.h"

namespace vitrine::ngram {

/// Reads an ARPA file of any origin. Words are separated by blanks or tabs; -inf is -99.
/// Errors: those of MappedFile; FileDamaged (place: line) for what breaks the format: other numbers
/// of n-grams than the head says, unknown or doubled n-grams, contexts that are missing, logarithms
/// above 0 or that are none; FileTooLarge for more n-grams than the file could hold or orders above
/// MaximumNgramOrder; TextInvalid for words that are not UTF-8; OutOfMemory, Interrupted.
Expected<ArpaModel> readArpa(const std::filesystem::path& file, const std::stop_token& stop);

} // namespace vitrine::ngram
