#include "engine/formats/torch_file_reader.h"
#include "tests/fuzz/fuzz_folder.h"
#include "tests/fuzz/touch_tensors.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const vitrine::test::FuzzFolder folder;
    const auto path = folder.write("pytorch_model.bin", data, size);
    const auto tensors
        = vitrine::formats::MappedFile::open(path).and_then(vitrine::formats::readTorchFile);
    if (tensors) {
        vitrine::test::touchTensors(*tensors);
    }
    return 0;
}
