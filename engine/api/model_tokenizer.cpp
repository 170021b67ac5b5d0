#include "engine/api/model_tokenizer.h"

#include "engine/formats/gguf_tokenizer.h"

namespace vitrine::api {

Expected<std::unique_ptr<text::Tokenizer>> loadTokenizer(const std::filesystem::path& model) {
    return formats::loadTokenizer(model);
}

} // namespace vitrine::api
