#include "app/pages/next_sentence_card.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include "app/model_text.h"
#include "app/workspace/laboratory.h"
#include "widgets/common/theme.h"
#include "widgets/generation/share_bar.h"

namespace vitrine::app {

NextSentenceCard::NextSentenceCard(Laboratory& laboratory, QWidget* parent)
    : Card(parent), m_laboratory(laboratory), m_hint(widgets::makeParented<QLabel>(this)),
      m_bar(widgets::makeParented<widgets::ShareBar>(this)) {
    m_hint->setObjectName(QStringLiteral("nextSentenceHint"));
    m_hint->setWordWrap(true);
    widgets::setTextRole(m_hint, widgets::TextRole::Caption);
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    layout->addWidget(m_bar);
    layout->addWidget(m_hint);
    layout->addStretch();
    setContent(content);
    auto& filler = laboratory.maskFiller();
    connect(&filler, &MaskFiller::changed, this, &NextSentenceCard::follow);
    connect(&filler, &MaskFiller::judged, this,
        [this](double probability) { m_bar->setShare(probability); });
    retranslate();
}

void NextSentenceCard::follow() {
    const auto& model = m_laboratory.workspace().model();
    const auto& text = m_laboratory.maskFiller().text();
    const bool able = model && model->info().abilities.judgesNextSentence;
    const bool judged = able && text.secondTokens > 0 && text.textTokens > 0;
    m_bar->setVisible(judged);
    m_hint->setVisible(!judged);
    setFigure(judged ? m_bar.get() : nullptr);
    if (!judged) {
        m_bar->setShare(std::nullopt);
    }
    if (able) {
        m_hint->setText(tr("Write a second text into the line beneath the one at the top: the "
                           "model says whether it follows the first."));
    } else if (model) {
        m_hint->setText(tr("%1 has no next-sentence head, so it cannot judge whether a second text "
                           "follows. It still reads both: the candidates change with it, and "
                           "Attention shows how one text looks at the other.")
                            .arg(modelTitle(model->info())));
    }
}

void NextSentenceCard::changeEvent(QEvent* event) {
    Card::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void NextSentenceCard::retranslate() {
    setTitle(tr("Next sentence"));
    setSubtitle(tr("does the second text follow the first?"));
    m_bar->setNames(tr("follows"), tr("does not follow"));
    m_bar->setToolTip(tr("The softmax of the next-sentence head's two logits, read off [CLS]"));
    follow();
}

} // namespace vitrine::app
