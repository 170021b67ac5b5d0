#pragma once

#include <filesystem>
#include <memory>

#include "engine/ngram/ngram_counts.h"
#include "engine/values/expected.h"

namespace vitrine::ngram {

/// Writes counts in a compact form of Vitrine's own, from which every smoothing method can be
/// computed again; whole sentences are left out. A file of it begins with "VitrineNgrams", a
/// version byte, the unit and the order; then, as numbers of seven bits a byte (LEB128), the words,
/// the cut-offs, the statistics of each order and, order by order, for each context the number of
/// words that follow it and for each of these its distance to the one before, its count and its
/// continuations. Errors: FileUnwritable, DiskFull.
Expected<void> writeCounts(const NgramCounts& counts, const std::filesystem::path& file);

/// Errors: those of MappedFile; FileTruncated, FileDamaged (place: byte), FormatTooNew,
/// OutOfMemory.
Expected<std::shared_ptr<const NgramCounts>> readCounts(const std::filesystem::path& file);

} // namespace vitrine::ngram
