#include "engine/embeddings/table_file.h"
#include "tests/fuzz/fuzz_folder.h"
#include "tests/fuzz/use_vectors.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vitrine;
    static const test::FuzzFolder folder;
    const auto read = embeddings::readTable(folder.write("vectors.safetensors", data, size));
    if (read) {
        test::useVectors(*read->table);
    }
    return 0;
}
