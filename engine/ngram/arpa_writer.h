#pragma once

#include <filesystem>
#include <stop_token>

#include "engine/ngram/backoff_model.h"
#include "engine/values/expected.h"

namespace vitrine::ngram {

/// Writes a model in ARPA's format, as SRILM and KenLM read it; read again, it is the same model to
/// the last bit. The file appears whole or not at all.
/// Errors: FileUnwritable, DiskFull, Interrupted.
Expected<void> writeArpa(
    const BackoffModel& model, const std::filesystem::path& file, const std::stop_token& stop);

} // namespace vitrine::ngram
