#include "app/pages/contribution_panel.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"
#include "widgets/layers/contribution_bars.h"
#include "widgets/layers/residual_norms_plot.h"

namespace vitrine::app {

ContributionPanel::ContributionPanel(QWidget* parent)
    : QWidget(parent), m_layout(widgets::makeParented<QVBoxLayout>(this)),
      m_norms(widgets::makeParented<widgets::ResidualNormsPlot>(this)),
      m_controls(widgets::parented_ptr<QHBoxLayout>(new QHBoxLayout(new QWidget(this)))),
      m_label(widgets::makeParented<QLabel>(this)), m_token(widgets::makeParented<QComboBox>(this)),
      m_bars(widgets::makeParented<widgets::ContributionBars>(this)),
      m_note(widgets::makeParented<QLabel>(this)) {
    m_label->setBuddy(m_token);
    m_note->setWordWrap(true);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    m_controls->setContentsMargins({});
    m_controls->addWidget(m_label);
    m_controls->addWidget(m_token);
    m_controls->addStretch(1);
    m_layout->setContentsMargins({});
    m_layout->addWidget(m_norms, 3);
    m_layout->addWidget(m_controls->parentWidget());
    m_layout->addWidget(m_bars, 4);
    m_layout->addWidget(m_note);
    connect(m_token, &QComboBox::activated, this, [this] { Q_EMIT tokenChosen(token()); });
    applyTheme();
    retranslate();
}

void ContributionPanel::setChoices(const std::vector<TokenProbability>& choices) {
    const QSignalBlocker quiet(m_token);
    const TokenId before = token();
    m_token->clear();
    for (const auto& choice : choices) {
        m_token->addItem(widgets::tokenText(choice.bytes), choice.id);
    }
    m_token->setCurrentIndex(std::max(0, m_token->findData(before)));
}

TokenId ContributionPanel::token() const {
    return m_token->currentData().toInt();
}

void ContributionPanel::setContributions(const ResidualContributions& contributions) {
    m_missing.clear();
    m_bars->setContributions(contributions);
    retranslate();
}

void ContributionPanel::setMissing(const QString& sentence) {
    m_missing = sentence;
    m_bars->clear();
    retranslate();
}

void ContributionPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void ContributionPanel::retranslate() {
    m_label->setText(tr("Logit of"));
    m_token->setAccessibleName(tr("Logit of"));
    m_token->setToolTip(tr("The candidate whose logit is taken apart"));
    m_note->setText(!m_missing.isEmpty()
            ? m_missing
            : tr("The bars sum to the logit exactly: the final norm's scale is frozen at its value "
                 "for this token, which makes the norm linear."));
}

void ContributionPanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_layout->setSpacing(theme.px(8));
    m_controls->setSpacing(theme.px(8));
    m_token->setMinimumWidth(theme.px(140));
}

} // namespace vitrine::app
