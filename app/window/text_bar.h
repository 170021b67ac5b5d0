#pragma once

#include <QFrame>

#include <vector>

#include "engine/values/scored_token.h"
#include "app/workspace/context_cost.h"
#include "widgets/common/parented_ptr.h"

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace vitrine::widgets {
class LegendBar;
class TokenStrip;
} // namespace vitrine::widgets

namespace vitrine::app {

class Laboratory;

/// The text under glass, always in view: as tokens shaded by surprisal, with their number, the
/// legend and the perplexity of the whole. For a model that reads both sides, which tells no
/// surprisal, the second text of a pair has its place there.
class TextBar : public QFrame {
    Q_OBJECT
public:
    TextBar(Laboratory& laboratory, QWidget* parent);

    widgets::TokenStrip& strip() { return *m_strip; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void followModel();
    void nameStrip();
    void followText();
    void followScores();
    void followSelection();
    void showCounts(const std::vector<ScoredToken>& tokens);
    /// "4 tokens · 16 characters · keys and values 184 kB".
    QString countsText(int tokens) const;
    void showCost(int tokens);
    bool tooLarge(int tokens) const;
    void takeEdit(const QString& text);
    void retranslate();
    void applyTheme();

    Laboratory& m_laboratory;
    ContextCost m_cost;
    widgets::parented_ptr<QVBoxLayout> m_layout;
    widgets::parented_ptr<widgets::TokenStrip> m_strip;
    widgets::parented_ptr<QHBoxLayout> m_captions;
    widgets::parented_ptr<QLabel> m_counts;
    widgets::parented_ptr<widgets::LegendBar> m_legend;
    widgets::parented_ptr<QLabel> m_perplexity;
    widgets::parented_ptr<QLineEdit> m_second;
};

} // namespace vitrine::app
