#include "engine/text/tokenizer_file.h"

#include <system_error>

#include "engine/text/json_document.h"
#include "engine/text/sentence_piece_file.h"
#include "engine/text/tokenizer_json.h"
#include "engine/text/vocabulary_files.h"

namespace vitrine::text {

Expected<std::unique_ptr<Tokenizer>> loadTokenizer(const std::filesystem::path& folder) {
    const auto config = TokenizerConfig::read(folder);
    if (!config) {
        return Unexpected(config.error());
    }
    const auto has = [&](const char* file) {
        std::error_code ignored;
        return std::filesystem::exists(folder / file, ignored);
    };
    if (has("tokenizer.json")) {
        return JsonDocument::read(folder / "tokenizer.json")
            .and_then([&](const JsonDocument& document) {
                return readTokenizerJson(document.root(), *config);
            });
    }
    if (has("vocab.json") || has("merges.txt")) {
        return readBpeFiles(folder, *config);
    }
    if (has("vocab.txt")) {
        return readWordPieceFile(folder, *config);
    }
    for (const auto* file : {"tokenizer.model", "spiece.model"}) {
        if (has(file)) {
            return readSentencePieceFile(folder / file, *config);
        }
    }
    return Unexpected({.code = ErrorCode::TokenizerMissing,
        .subject = folder.string(),
        .place = {},
        .detail = folder.string()
            + " has no tokenizer.json, vocab.json, vocab.txt or "
              "tokenizer.model."});
}

} // namespace vitrine::text
