#pragma once

#include <memory>

#include "engine/embeddings/read_options.h"
#include "engine/embeddings/table_rows.h"

namespace vitrine::embeddings {

/// word2vec's binary form (word2vec.c, end of TrainModel): a line of two whole numbers (words,
/// dimensions), then for each word the word, a space and its numbers as little-endian float32; a
/// line feed may follow. Errors: FileDamaged, FileTruncated (place: the word), Interrupted.
Expected<VectorFile> readBinaryVectors(
    std::shared_ptr<const formats::MappedFile> file, const ReadOptions& options = {});

} // namespace vitrine::embeddings
