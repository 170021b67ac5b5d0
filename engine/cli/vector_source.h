#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/cli/command_line.h"
#include "engine/embeddings/embedding_table.h"

namespace vitrine::cli {

/// --vectors or --model, of which one is required.
struct VectorSource {
    std::string vectors; ///< a built-in set's name, or a file
    std::string model; ///< whose token embeddings serve
    LoadOptions load;
};
void addVectorSource(CLI::App& command, VectorSource& source);

/// Opens it; says on standard error what was left out of a file.
Expected<std::shared_ptr<const embeddings::EmbeddingTable>> openTable(
    const VectorSource& source, const std::stop_token& stop);

/// Words between commas, none of them empty.
std::vector<std::string> splitWords(const std::string& list);

} // namespace vitrine::cli
