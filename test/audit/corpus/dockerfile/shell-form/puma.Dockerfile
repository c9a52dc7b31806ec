FROM ruby:3.3
EXPOSE 3000
CMD bundle exec rails db:prepare && \
    exec bundle exec puma -b tcp://0.0.0.0:3000
