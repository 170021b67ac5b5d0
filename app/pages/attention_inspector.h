#pragma once

#include <QWidget>

#include <set>

#include "app/workspace/inspected_text.h"
#include "engine/values/attention_derivation.h"
#include "engine/values/interventions.h"
#include "engine/values/output_change.h"
#include "engine/values/token.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace vitrine::widgets {
class AttentionWhy;
class OutputChangeBars;
class TokenShading;
} // namespace vitrine::widgets

namespace vitrine::app {

/// At the right of the Attention lens: why a weight is what it is, and what the interventions do to
/// the output.
class AttentionInspector : public QWidget {
    Q_OBJECT
public:
    explicit AttentionInspector(QWidget* parent);

    void setTokens(const std::vector<Token>& tokens);
    /// `text` is what the model read.
    void showDerivation(const AttentionDerivation& derivation, const InspectedText& text);
    /// The example of the textbook, whose keys are called A and B.
    void showTextbook(const AttentionDerivation& derivation);
    void clearDerivation();
    void setInterventions(const Interventions& interventions);
    void showChange(const OutputChange& change);
    void clearChange();

Q_SIGNALS:
    void textbookAsked();
    void undoAsked();
    void positionSelected(int position);

protected:
    void changeEvent(QEvent* event) override;

private:
    QString interventionText() const;
    void retranslate();
    void applyTheme();

    Interventions m_interventions;
    std::vector<Token> m_tokens;
    QStringList m_names;
    widgets::parented_ptr<QVBoxLayout> m_layout;
    widgets::parented_ptr<widgets::AttentionWhy> m_why;
    widgets::parented_ptr<QPushButton> m_textbook;
    widgets::parented_ptr<QLabel> m_changeTitle;
    widgets::parented_ptr<QLabel> m_changes;
    widgets::parented_ptr<QPushButton> m_undo;
    widgets::parented_ptr<widgets::OutputChangeBars> m_bars;
    widgets::parented_ptr<QLabel> m_divergenceTitle;
    widgets::parented_ptr<widgets::TokenShading> m_divergence;
};

} // namespace vitrine::app
