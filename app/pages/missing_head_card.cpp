#include "app/pages/missing_head_card.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <utility>

#include "app/model_text.h"
#include "widgets/common/bare_scroll_area.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

MissingHeadCard::MissingHeadCard(QWidget* parent)
    : Card(parent), m_text(widgets::makeParented<QLabel>(this)),
      m_offers(widgets::makeParented<QWidget>(this)),
      m_train(widgets::makeParented<QPushButton>(this)),
      m_fetch(widgets::makeParented<QPushButton>(this)) {
    m_text->setObjectName(QStringLiteral("missingHead"));
    m_text->setWordWrap(true);
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->addWidget(m_text);
    auto* offers = new QVBoxLayout(m_offers);
    offers->setContentsMargins({});
    column->addWidget(m_offers);
    auto* others = new QHBoxLayout;
    others->addWidget(m_train);
    others->addWidget(m_fetch);
    others->addStretch(1);
    column->addLayout(others);
    column->addStretch(1);
    auto* scroll = new QScrollArea(this); // many models may be able
    widgets::setBareContent(*scroll, *content);
    setContent(scroll);
    connect(m_train, &QPushButton::clicked, this, &MissingHeadCard::trainAsked);
    connect(m_fetch, &QPushButton::clicked, this, &MissingHeadCard::fetchAsked);
    refill();
}

void MissingHeadCard::setTask(LensTask task, const QString& model, std::vector<OfferedModel> able) {
    if (task == m_task && model == m_model && able == m_able) {
        return; // so that no button goes while it is pressed
    }
    m_task = task;
    m_model = model;
    m_able = std::move(able);
    refill();
}

QString MissingHeadCard::lack() const {
    switch (m_task) {
    case LensTask::Classification:
        return tr("%1 has no classification head: no layer that turns its summary of the text into "
                  "labels.")
            .arg(m_model);
    case LensTask::Entities:
        return tr(
            "%1 has no tagging head: no layer that turns each word's hidden state into a tag.")
            .arg(m_model);
    case LensTask::Questions:
        return tr(
            "%1 has no question-answering head: no layer that says where an answer starts and "
            "ends.")
            .arg(m_model);
    case LensTask::FillMask:
        return tr("%1 has no masked-token head: it does not say which token stands at a mask.")
            .arg(m_model);
    case LensTask::NextSentence:
        return tr("%1 has no next-sentence head: it does not judge whether a text follows another.")
            .arg(m_model);
    case LensTask::Dialogue:
        return tr("%1 brings no chat template: it was not taught to converse.").arg(m_model);
    case LensTask::Continuation:
    case LensTask::Summary:
        break;
    }
    return tr("%1 has no next-token head: it does not write on.").arg(m_model);
}

void MissingHeadCard::refill() {
    setTitle(tr("Another model is needed"));
    m_train->setText(tr("Train one"));
    m_train->setToolTip(tr("Fine-tune a model for this task in the Train lens"));
    m_train->setVisible(needsTrainedHead(m_task));
    m_fetch->setText(tr("Find one"));
    m_fetch->setToolTip(tr("Look through the library of models"));
    const auto old = m_offers->findChildren<QPushButton*>();
    for (auto* button : old) {
        button->hide();
        button->deleteLater();
    }
    for (const auto& offer : m_able) {
        const auto path = offer.info.path;
        //: %1 is a model
        auto* button = new QPushButton(tr("Open %1").arg(modelTitle(offer.info)), m_offers);
        button->setToolTip(
            tr("%1, in %2; every lens then looks at this model")
                .arg(modelSummary(offer.info), QString::fromStdString(path.string())));
        connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT openAsked(path); });
        m_offers->layout()->addWidget(button);
        m_offers->layout()->setAlignment(button, Qt::AlignLeft);
    }
    m_text->setText(m_model.isEmpty() ? tr("No model is open yet.")
            : m_able.empty()
            ? lack() + QLatin1Char('\n') + tr("No model on this computer can do it yet.")
            : lack() + QLatin1Char('\n') + tr("These models can do it:"));
}

void MissingHeadCard::changeEvent(QEvent* event) {
    Card::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        refill();
    }
}

} // namespace vitrine::app
