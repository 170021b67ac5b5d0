#include "app/pages/chat_menu.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>

#include <utility>

#include "app/pages/conversation_export.h"
#include "widgets/common/file_writer.h"

namespace vitrine::app {

ChatMenu::ChatMenu(Chat& chat, QWidget* parent)
    : QMenu(parent), m_chat(chat),
      m_choosePath([this](const QString& proposal, const QString& filter) {
          return QFileDialog::getSaveFileName(window(), tr("Save conversation"), proposal, filter);
      }),
      m_clear(widgets::makeParented<QAction>(this)),
      m_template(widgets::makeParented<QAction>(this)),
      m_copy(widgets::makeParented<QAction>(this)), m_json(widgets::makeParented<QAction>(this)),
      m_markdown(widgets::makeParented<QAction>(this)),
      m_text(widgets::makeParented<QAction>(this)) {
    setToolTipsVisible(true);
    addActions({m_clear, m_template});
    addSeparator();
    addActions({m_copy, m_json, m_markdown, m_text});
    connect(m_clear, &QAction::triggered, &chat, &Chat::clear);
    connect(m_template, &QAction::triggered, this, &ChatMenu::templateAsked);
    connect(m_copy, &QAction::triggered, this, &ChatMenu::copy);
    connect(m_json, &QAction::triggered, this, [this] { save(QStringLiteral("json")); });
    connect(m_markdown, &QAction::triggered, this, [this] { save(QStringLiteral("md")); });
    connect(m_text, &QAction::triggered, this, [this] { save(QStringLiteral("txt")); });
    connect(this, &QMenu::aboutToShow, this, &ChatMenu::follow);
    retranslate();
}

void ChatMenu::setPathChooser(PathChooser chooser) {
    m_choosePath = std::move(chooser);
}

void ChatMenu::follow() {
    const bool said = !m_chat.conversation().isEmpty();
    for (QAction* action :
        {m_clear.get(), m_copy.get(), m_json.get(), m_markdown.get(), m_text.get()}) {
        action->setEnabled(said);
    }
    m_template->setEnabled(!m_chat.modelChat().source.empty());
}

QByteArray ChatMenu::contentFor(const QString& suffix) const {
    const auto& conversation = m_chat.conversation();
    if (suffix == QLatin1String("json")) {
        const auto& format = m_chat.modelChat().format;
        return conversationJson(conversation,
            {m_chat.modelName(),
                format ? QString::fromUtf8(format->familyName().data()) : QString()});
    }
    return (suffix == QLatin1String("md") ? conversationMarkdown(conversation)
                                          : conversationText(conversation))
        .toUtf8();
}

void ChatMenu::save(const QString& suffix) {
    const auto filter = QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix);
    auto path = m_choosePath(tr("conversation") + QLatin1Char('.') + suffix, filter);
    if (path.isEmpty()) {
        return;
    }
    if (!path.endsWith(QLatin1Char('.') + suffix, Qt::CaseInsensitive)) {
        path += QLatin1Char('.') + suffix;
    }
    const auto content = contentFor(suffix);
    const auto written = widgets::writeFile(
        path, [&content](QIODevice& file) { return file.write(content) == content.size(); });
    if (written) {
        Q_EMIT saved(path);
    } else {
        Q_EMIT failed(written.error());
    }
}

void ChatMenu::copy() const {
    QGuiApplication::clipboard()->setText(conversationMarkdown(m_chat.conversation()));
}

void ChatMenu::retranslate() {
    m_clear->setText(tr("New conversation"));
    m_clear->setToolTip(tr("Forgets this conversation and begins another"));
    m_template->setText(tr("Show the template"));
    m_template->setToolTip(tr("How the model wants a conversation written down"));
    m_copy->setText(tr("Copy conversation"));
    m_copy->setToolTip(tr("Copies what is shown, as Markdown"));
    m_json->setText(tr("Save as JSON…"));
    m_json->setToolTip(tr("With every variant, and the probability of every token"));
    m_markdown->setText(tr("Save as Markdown…"));
    m_markdown->setToolTip(tr("What is shown, to be read"));
    m_text->setText(tr("Save as text…"));
    m_text->setToolTip(tr("What is shown, as plain text"));
}

} // namespace vitrine::app
