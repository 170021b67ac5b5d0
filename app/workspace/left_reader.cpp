#include "app/workspace/left_reader.h"

#include <QChar>
#include <QString>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/workspace/named_candidates.h"
#include "engine/api/text_model.h"
#include "widgets/generation/context_contrast_model.h"

namespace vitrine::app {

namespace {

/// Blanks belong to the word that they stand before, as in the tokens of these models.
LeftQuestion withBlanksAtWord(LeftQuestion question) {
    while (question.before.ends_with(' ')) {
        question.before.pop_back();
        question.word.insert(question.word.begin(), ' ');
    }
    return question;
}

} // namespace

bool isMostlyHan(const std::string& text) {
    int han = 0;
    int letters = 0;
    for (const auto character : QString::fromStdString(text).toUcs4()) {
        letters += QChar::isLetter(character) ? 1 : 0;
        han += QChar::script(character) == QChar::Script_Han ? 1 : 0;
    }
    return 2 * han > letters;
}

const ModelInfo* continuingModel(const std::vector<ModelInfo>& models, const std::string& text) {
    const std::string language = isMostlyHan(text) ? "zh" : "en";
    const auto found = std::ranges::find_if(models, [&](const ModelInfo& info) {
        return info.abilities.continues && info.abilities.attends
            && std::ranges::count(info.languages, language) > 0;
    });
    return found == models.end() ? nullptr : &*found;
}

/// The model and its session, which the jobs keep from one question to the next.
struct LeftReader::Reader {
    /// Not interrupted: a model half loaded would have to be loaded again for the next key.
    Expected<void> open(const std::filesystem::path& folder) {
        if (model && model->info().path == folder) {
            return {};
        }
        LoadOptions options;
        options.device = DeviceChoice::Cpu;
        return api::TextModel::load(folder, options)
            .map([this](std::shared_ptr<const api::TextModel> loaded) {
                model = std::move(loaded);
                session = model->newSession();
            });
    }

    /// The ids of what stands before, as far back as the model sees with the word in view.
    std::vector<TokenId> seen(std::vector<TokenId> before, std::size_t word) const {
        const auto begin = model->tokenizer().beginOfText();
        const auto context = static_cast<std::size_t>(model->info().contextLength);
        const auto taken = word + (begin ? 1 : 0);
        const auto room = context - std::min(context, taken);
        before.erase(before.begin(),
            before.end() - static_cast<std::ptrdiff_t>(std::min(room, before.size())));
        if (begin) {
            before.insert(before.begin(), *begin);
        }
        return before;
    }

    Expected<widgets::ContextView> read(const LeftQuestion& question, const std::stop_token& stop) {
        const auto& tokenizer = model->tokenizer();
        auto before = tokenizer.encode(question.before, /*addSpecialTokens=*/false);
        const auto word = tokenizer.encode(question.word, /*addSpecialTokens=*/false);
        for (const auto* ids : {&std::as_const(before), &word}) {
            if (!*ids) {
                return Unexpected(ids->error());
            }
        }
        const auto ids = seen(std::move(*before), word->size());
        if (ids.empty()) {
            return widgets::ContextView(); // it sees nothing, and has no token for that
        }
        GenerationOptions options;
        options.candidates = widgets::ContextContrastModel::candidates;
        return session->nextToken(ids, options, stop).and_then([&](NextTokenDistribution expected) {
            nameCandidates(expected, tokenizer);
            widgets::ContextView view;
            view.candidates = std::move(expected.candidates);
            view.entropy = expected.entropy;
            return withProbability(std::move(view), ids, *word, stop);
        });
    }

    /// p(word | before) = Π p(token | before, the word's earlier tokens).
    Expected<widgets::ContextView> withProbability(widgets::ContextView view,
        std::vector<TokenId> ids, const std::vector<TokenId>& word, const std::stop_token& stop) {
        if (word.empty()) {
            return view;
        }
        const auto start = ids.size();
        ids.insert(ids.end(), word.begin(), word.end());
        return session->score(ids, stop).map([&](const std::vector<ScoredToken>& scored) {
            double sum = 0;
            for (auto i = start; i < scored.size(); ++i) {
                sum += scored[i].logProbability;
            }
            view.probability = std::exp(sum);
            return view;
        });
    }

    std::shared_ptr<const api::TextModel> model;
    std::unique_ptr<api::TextSession> session;
};

LeftReader::LeftReader(QObject* parent) : QObject(parent), m_reader(std::make_shared<Reader>()) {
}

void LeftReader::ask(const std::filesystem::path& model, const LeftQuestion& question) {
    m_request.request(
        [reader = m_reader, model, question = withBlanksAtWord(question)](
            const std::stop_token& stop) {
            return reader->open(model).and_then([&] { return reader->read(question, stop); });
        },
        [this](const Expected<widgets::ContextView>& view) {
            if (view) {
                Q_EMIT answered(*view);
            } else {
                Q_EMIT failed(view.error());
            }
        });
}

void LeftReader::cancel() {
    m_request.cancel();
}

} // namespace vitrine::app
