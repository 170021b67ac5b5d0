#include "engine/cli/fill_mask_command.h"

#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cli/json_output.h"
#include "engine/cli/model_source.h"

namespace vitrine::cli {

namespace {

struct FillMaskArguments {
    CommonOptions common;
    std::string text;
    std::string second;
    int top = 5;
};

/// What the model reads, and how sure it is that the second text follows.
struct Reading {
    SegmentedIds input;
    std::optional<double> follows;
};

Expected<Reading> readOne(const api::TextModel& model, const std::string& text) {
    return model.tokenizer().encode(text, /*addSpecialTokens=*/true).map([](auto ids) {
        return Reading{{std::move(ids), {}}, {}};
    });
}

Expected<Reading> readPair(
    const api::TextModel& model, const FillMaskArguments& arguments, const std::stop_token& stop) {
    return model.encodePair(arguments.text, arguments.second)
        .and_then([&](const TextPair& pair) -> Expected<Reading> {
            Reading reading{inputOf(pair), {}};
            if (model.info().abilities.judgesNextSentence) {
                const auto judged = model.nextSentence(arguments.text, arguments.second, stop);
                if (!judged) {
                    return Unexpected(judged.error());
                }
                reading.follows = judged->probability;
            }
            return reading;
        });
}

Expected<std::vector<int>> maskPositions(
    const std::vector<TokenId>& ids, const text::Tokenizer& tokenizer) {
    std::vector<int> positions;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (tokenizer.maskToken() == ids[i]) {
            positions.push_back(static_cast<int>(i));
        }
    }
    if (positions.empty() && tokenizer.maskToken()) {
        const auto mask = tokenizer.piece(*tokenizer.maskToken());
        return Unexpected(Error{ErrorCode::OptionInvalid, "text", mask,
            "There is no " + mask + " in the text: write it where a token is to be guessed."});
    }
    return positions;
}

/// A word's decoding begins with the blank that parts it from the one before.
std::string_view withoutBlank(std::string_view bytes) {
    return bytes.size() > 1 && bytes.front() == ' ' ? bytes.substr(1) : bytes;
}

void print(const std::vector<MaskPrediction>& masks, const std::optional<double>& follows) {
    for (const auto& mask : masks) {
        std::cout << "position " << mask.position << '\n';
        for (const auto& candidate : mask.candidates) {
            std::cout << "  " << candidate.probability << '\t' << withoutBlank(candidate.bytes)
                      << '\n';
        }
    }
    if (follows) {
        std::cout << "the second text follows the first: " << *follows << '\n';
    }
}

void printJson(const std::vector<MaskPrediction>& masks, const std::optional<double>& follows) {
    auto list = Json::array();
    for (const auto& mask : masks) {
        list.push_back(toJson(mask));
    }
    Json json{{"masks", std::move(list)}};
    if (follows) {
        json["next_sentence"] = *follows;
    }
    std::cout << json.dump() << '\n';
}

Expected<void> fillMask(const FillMaskArguments& arguments, const std::stop_token& stop) {
    const auto model = openModel(arguments.common, stop);
    if (!model) {
        return Unexpected(model.error());
    }
    const auto reading = arguments.second.empty() ? readOne(**model, arguments.text)
                                                  : readPair(**model, arguments, stop);
    if (!reading) {
        return Unexpected(reading.error());
    }
    const auto masks
        = maskPositions(reading->input.ids, (*model)->tokenizer())
              .and_then([&](const std::vector<int>& positions) {
                  return (*model)->fillMask(reading->input, positions, arguments.top, stop);
              });
    if (!masks) {
        return Unexpected(masks.error());
    }
    arguments.common.json ? printJson(*masks, reading->follows) : print(*masks, reading->follows);
    return {};
}

} // namespace

void addFillMaskCommand(CommandLine& line) {
    const auto arguments = std::make_shared<FillMaskArguments>();
    auto& command = line.addCommand("fill-mask",
        "Guess the hidden tokens of a text from both sides, with a model of BERT's kind",
        "  vitrine-cli fill-mask --model classics-bert-zh --text \"床前明[MASK]光\"\n"
        "  vitrine-cli fill-mask --model stories-bert-en --text \"The [MASK] sat down.\" --top 10"
        " --json\n"
        "  vitrine-cli fill-mask --model stories-bert-en --text \"He opened the [MASK].\""
        " --second \"There was nobody.\"",
        [arguments](const std::stop_token& stop) { return fillMask(*arguments, stop); });
    addModelOption(command, arguments->common);
    command
        .add_option("--text", arguments->text,
            "The text, with the model's mask token ([MASK], <mask>) where one is to be guessed")
        ->required()
        ->type_name("TEXT");
    command
        .add_option("--second", arguments->second,
            "A second text in the same input; whether it follows the first is judged too")
        ->type_name("TEXT");
    command.add_option("--top", arguments->top, "Candidates for each mask")
        ->check(CLI::PositiveNumber)
        ->capture_default_str()
        ->type_name("K");
    addDeviceOptions(command, arguments->common.load);
    addDTypeOption(command, arguments->common.load);
    addJsonOption(command, arguments->common);
}

} // namespace vitrine::cli
