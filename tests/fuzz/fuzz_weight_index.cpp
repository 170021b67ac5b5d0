#include "engine/formats/checkpoint_folder.h"
#include "tests/fuzz/fuzz_folder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const vitrine::test::FuzzFolder folder;
    folder.write("model.safetensors.index.json", data, size);
    vitrine::formats::CheckpointFolder::open(folder.path());
    return 0;
}
