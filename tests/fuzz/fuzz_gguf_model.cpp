#include "engine/formats/gguf_reader.h"
#include "engine/models/gguf_description.h"
#include "tests/fuzz/fuzz_folder.h"
#include "tests/fuzz/use_tokenizer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const vitrine::test::FuzzFolder folder;
    folder.write("model.gguf", data, size);
    const auto file = folder.path() / "model.gguf";
    if (const auto content = vitrine::formats::readGguf(file)) {
        static_cast<void>(vitrine::models::readGgufDescription(*content));
        vitrine::test::useTokenizer(vitrine::formats::readGgufTokenizer(*content));
    }
    return 0;
}
