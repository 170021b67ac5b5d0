#include "engine/cli/vector_source.h"

#include <algorithm>
#include <iostream>

#include "engine/api/model_library.h"
#include "engine/api/model_vectors.h"
#include "engine/api/vector_library.h"
#include "engine/cli/model_source.h"
#include "engine/embeddings/vector_file.h"

namespace vitrine::cli {

namespace {

using Table = std::shared_ptr<const embeddings::EmbeddingTable>;

Expected<Table> openFile(const VectorSource& source, const std::stop_token& stop) {
    const api::VectorLibrary library(api::ModelLibrary::defaultFolder());
    return library.resolve(source.vectors)
        .and_then([&](const std::filesystem::path& file) {
            return embeddings::openVectors(file, embeddings::defaultVectorCache(),
                {.threads = source.load.threads, .stop = stop, .progress = {}});
        })
        .map([&](const embeddings::VectorFile& file) {
            if (file.skipped.total() > 0) {
                std::cerr << file.skipped.duplicates << " repeated words and "
                          << file.skipped.invalidWords
                          << " that are no UTF-8 were left out, the first in row "
                          << file.skipped.firstRow << ".\n";
            }
            return file.table;
        });
}

} // namespace

void addVectorSource(CLI::App& command, VectorSource& source) {
    auto& group = *command.add_option_group("Vectors", "Whose vectors");
    group
        .add_option("--vectors", source.vectors,
            "Built-in set, or file: word2vec, GloVe, fastText .vec, .npy with a list of words")
        ->type_name("NAME|FILE");
    group.add_option("--model", source.model, "Built-in model or folder: its token embeddings")
        ->type_name("NAME|DIR");
    group.require_option(1);
    addDeviceOptions(command, source.load);
}

Expected<Table> openTable(const VectorSource& source, const std::stop_token& stop) {
    if (!source.vectors.empty()) {
        return openFile(source, stop);
    }
    return openModel({.model = source.model, .load = source.load}, stop)
        .and_then([&](const auto& model) { return api::tokenEmbeddings(*model, stop); });
}

std::vector<std::string> splitWords(const std::string& list) {
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin < list.size();) {
        const auto end = std::min(list.find(',', begin), list.size());
        if (end > begin) {
            words.push_back(list.substr(begin, end - begin));
        }
        begin = end + 1;
    }
    return words;
}

} // namespace vitrine::cli
