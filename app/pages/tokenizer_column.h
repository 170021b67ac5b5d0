#pragma once

#include <QWidget>

#include <filesystem>
#include <memory>
#include <string>

#include "app/jobs/latest_request.h"
#include "engine/text/tokenizer.h"
#include "engine/values/error.h"
#include "widgets/common/parented_ptr.h"

class QComboBox;
class QLabel;

namespace vitrine::widgets {
class TokenChips;
}

namespace vitrine::app {

/// What one tokeniser makes of a text.
struct TokenizerCount {
    QString name;
    QString kind;
    int vocabularySize = 0;
    int tokens = 0;
    int characters = 0;
    double tokensPerCharacter() const { return characters > 0 ? double(tokens) / characters : 0; }
};

/// One of the tokenisers that are compared: a choice, the counts, the tokens.
class TokenizerColumn : public QWidget {
    Q_OBJECT
public:
    TokenizerColumn(JobQueue& queue, QWidget* parent);

    struct Choice {
        QString name;
        std::filesystem::path folder;
    };
    /// Keeps what was chosen where it is still among them.
    void setChoices(const std::vector<Choice>& choices);
    void choose(const std::filesystem::path& folder);
    std::filesystem::path chosen() const;
    void setText(const std::string& utf8);
    /// Nothing until the tokeniser has answered.
    const std::optional<TokenizerCount>& count() const { return m_count; }

Q_SIGNALS:
    void counted();
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Answer {
        std::shared_ptr<const text::Tokenizer> tokenizer;
        std::vector<Token> tokens;
    };

    static Expected<Answer> tokenize(std::shared_ptr<const text::Tokenizer> tokenizer,
        const std::filesystem::path& folder, const std::string& utf8);
    void ask();
    void take(const Expected<Answer>& answer);
    void retranslate();

    std::string m_text;
    std::filesystem::path m_folder; ///< of m_tokenizer
    std::shared_ptr<const text::Tokenizer> m_tokenizer;
    std::optional<TokenizerCount> m_count;
    widgets::parented_ptr<QComboBox> m_choice;
    widgets::parented_ptr<QLabel> m_facts;
    widgets::parented_ptr<widgets::TokenChips> m_chips;
    LatestRequest m_request;
};

} // namespace vitrine::app
