#pragma once

#include <QWidget>

#include <optional>

#include "engine/values/tokenization_steps.h"
#include "widgets/common/parented_ptr.h"

class QFrame;
class QLabel;
class QVBoxLayout;

namespace vitrine::app {

/// The right column of the Tokens lens: what the selected token is, and how it was made.
class TokenInspector : public QWidget {
    Q_OBJECT
public:
    explicit TokenInspector(QWidget* parent);

    /// `steps` and an index in its tokens; −1 for none.
    void setToken(const TokenizationSteps& steps, int token);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void applyTheme();

    std::optional<Token> m_token;
    std::optional<PreTokenSteps> m_word; ///< that the token is part of
    widgets::parented_ptr<QVBoxLayout> m_layout;
    widgets::parented_ptr<QLabel> m_title;
    widgets::parented_ptr<QFrame> m_frame;
    widgets::parented_ptr<QLabel> m_facts;
    widgets::parented_ptr<QLabel> m_making;
};

} // namespace vitrine::app
