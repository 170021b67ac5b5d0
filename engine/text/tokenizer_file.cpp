#include "engine/text/tokenizer_file.h"

#include <system_error>

#include "engine/text/json_document.h"
#include "engine/text/tokenizer_json.h"

namespace vitrine::text {

Expected<std::unique_ptr<Tokenizer>> loadTokenizer(const std::filesystem::path& folder) {
    const auto config = TokenizerConfig::read(folder);
    if (!config) {
        return Unexpected(config.error());
    }
    std::error_code ignored;
    const auto json = folder / "tokenizer.json";
    if (std::filesystem::exists(json, ignored)) {
        return JsonDocument::read(json).and_then([&](const JsonDocument& document) {
            return readTokenizerJson(document.root(), *config);
        });
    }
    return Unexpected({.code = ErrorCode::TokenizerMissing,
        .subject = folder.string(),
        .place = {},
        .detail = folder.string() + " has no tokenizer.json, vocab.json or vocab.txt."});
}

} // namespace vitrine::text
