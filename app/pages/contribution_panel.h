#pragma once

#include <QWidget>

#include <vector>

#include "engine/values/residual_contributions.h"
#include "engine/values/residual_norms.h"
#include "engine/values/token_probability.h"
#include "widgets/common/parented_ptr.h"

class QComboBox;
class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace vitrine::widgets {
class ContributionBars;
class ResidualNormsPlot;
} // namespace vitrine::widgets

namespace vitrine::app {

/// What each block writes into the residual stream: its length, and what it adds to a logit that is
/// chosen from the likeliest.
class ContributionPanel : public QWidget {
    Q_OBJECT
public:
    explicit ContributionPanel(QWidget* parent);

    /// Tokens whose logit can be looked at, the one to begin with first. The choice stays where it
    /// is among them.
    void setChoices(const std::vector<TokenProbability>& choices);
    TokenId token() const;
    void setContributions(const ResidualContributions& contributions);
    /// In the place of the bars.
    void setMissing(const QString& sentence);
    widgets::ContributionBars& bars() { return *m_bars; }
    widgets::ResidualNormsPlot& norms() { return *m_norms; }

Q_SIGNALS:
    void tokenChosen(vitrine::TokenId token);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void applyTheme();

    widgets::parented_ptr<QVBoxLayout> m_layout;
    widgets::parented_ptr<widgets::ResidualNormsPlot> m_norms;
    widgets::parented_ptr<QHBoxLayout> m_controls;
    widgets::parented_ptr<QLabel> m_label;
    widgets::parented_ptr<QComboBox> m_token;
    widgets::parented_ptr<widgets::ContributionBars> m_bars;
    widgets::parented_ptr<QLabel> m_note;
    QString m_missing;
};

} // namespace vitrine::app
