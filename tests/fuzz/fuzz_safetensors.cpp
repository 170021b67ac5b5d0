#include "engine/formats/safetensors_reader.h"
#include "tests/fuzz/fuzz_folder.h"
#include "tests/fuzz/touch_tensors.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const vitrine::test::FuzzFolder folder;
    const auto content
        = vitrine::formats::readSafetensors(folder.write("model.safetensors", data, size));
    if (content) {
        vitrine::test::touchTensors(content->tensors);
    }
    return 0;
}
