#include "tests/fuzz/fuzz_folder.h"
#include "tests/fuzz/use_tokenizer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const vitrine::test::FuzzFolder folder;
    folder.write("tokenizer.model", data, size);
    vitrine::test::useTokenizer(folder.path());
    return 0;
}
