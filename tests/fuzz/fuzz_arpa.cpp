#include "engine/ngram/arpa_reader.h"
#include "tests/fuzz/fuzz_folder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vitrine;
    static const test::FuzzFolder folder;
    if (const auto arpa = ngram::readArpa(folder.write("model.arpa", data, size), {})) {
        // What opens can be asked for any words.
        auto context = arpa->model->start();
        for (WordId word = 0; word < arpa->model->words().size(); ++word) {
            arpa->model->score(context, word);
        }
        arpa->model->distribution(context);
    }
    return 0;
}
