#include "engine/models/model_description.h"
#include "tests/fuzz/fuzz_folder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const vitrine::test::FuzzFolder folder;
    folder.write("config.json", data, size);
    folder.write("generation_config.json", data, size);
    vitrine::models::readModelDescription(folder.path());
    return 0;
}
