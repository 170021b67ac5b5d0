#include "engine/embeddings/text_vectors.h"
#include "tests/fuzz/fuzz_folder.h"
#include "tests/fuzz/use_vectors.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vitrine;
    static const test::FuzzFolder folder;
    const auto file = formats::MappedFile::open(folder.write("vectors.txt", data, size));
    if (const auto read
        = embeddings::readTextVectors(file.value(), {.threads = 1, .stop = {}, .progress = {}})) {
        test::useVectors(*read->table);
    }
    return 0;
}
