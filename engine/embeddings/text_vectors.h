#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "engine/embeddings/read_options.h"
#include "engine/embeddings/table_rows.h"

namespace vitrine::embeddings {

/// Vectors as text: a word and its numbers on each line, separated by spaces. word2vec's text form
/// and fastText's .vec begin with a line of two whole numbers (words, dimensions); GloVe's does
/// not. A word may hold spaces (GloVe 840B has such): the last numbers are the vector.
///
/// Errors: FileDamaged with the line and, where it is one, the number in it: a header that claims
/// what the file does not hold, a row of another length, a number that is none or not finite; also
/// Interrupted.
Expected<VectorFile> readTextVectors(
    std::shared_ptr<const formats::MappedFile> file, const ReadOptions& options = {});

/// The two numbers of word2vec's first line, in text and in binary files.
struct VectorHeader {
    std::int64_t words = 0;
    std::int64_t dimensions = 0;
};
/// Nothing where the line is no such header.
std::optional<VectorHeader> parseVectorHeader(std::string_view line);

} // namespace vitrine::embeddings
