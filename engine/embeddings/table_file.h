#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "engine/embeddings/embedding_table.h"
#include "engine/formats/mapped_file.h"
#include "engine/values/expected.h"

namespace vitrine::embeddings {

/// How the numbers are stored.
enum class TablePrecision { Float16, Float32 };

/// What a table's file says of itself: "title", "languages" and the like.
using TableMetadata = std::map<std::string, std::string>;

/// Writes a table as safetensors: `vectors` F32 or F16 [word, dimension] and `words` U8 (UTF-8,
/// each with a line feed behind it); with Float32 also what need not be computed again, `norms` F32
/// [word] and `word_order` U32 [word] (rows by the bytes of their words). Error: FileUnwritable,
/// DiskFull.
Expected<void> writeTable(const EmbeddingTable& table, const std::filesystem::path& path,
    TablePrecision precision, const TableMetadata& metadata = {});

struct TableFile {
    std::shared_ptr<const EmbeddingTable> table;
    TableMetadata metadata;
};

/// Opens such a file. Of one in float32 nothing is copied and only the words are looked at. Errors:
/// those of readSafetensors, TensorMissing, TensorType, TensorShape, FileDamaged.
Expected<TableFile> readTable(const std::filesystem::path& path);

} // namespace vitrine::embeddings
