#pragma once

#include <filesystem>

#include "engine/embeddings/read_options.h"
#include "engine/embeddings/table_rows.h"

namespace vitrine::embeddings {

/// Reads a file of word vectors, whose form is known by its bytes: word2vec (text, binary), GloVe,
/// fastText's .vec, NumPy's .npy with a list of words beside it, or Vitrine's own safetensors.
/// Errors: those of the readers, OutOfMemory.
Expected<VectorFile> readVectors(
    const std::filesystem::path& path, const ReadOptions& options = {});

/// The same, by way of a copy in `cache` that is mapped when the file is opened again: the first
/// opening converts, every later one is instant, until the file's size or time changes. A copy that
/// cannot be written or read costs nothing but time.
Expected<VectorFile> openVectors(const std::filesystem::path& path,
    const std::filesystem::path& cache, const ReadOptions& options = {});

/// $XDG_CACHE_HOME/vitrine/vectors, or ~/.cache/vitrine/vectors.
std::filesystem::path defaultVectorCache();

} // namespace vitrine::embeddings
