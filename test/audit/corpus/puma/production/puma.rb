# frozen_string_literal: true

persistent_timeout ENV.fetch('PERSISTENT_TIMEOUT') { 65 }.to_i
first_data_timeout ENV.fetch('FIRST_DATA_TIMEOUT', 30).to_i

max_threads_count = ENV.fetch('MAX_THREADS') { 5 }.to_i
threads max_threads_count, max_threads_count

bind "tcp://0.0.0.0:#{ENV.fetch('PORT', 3100)}"
worker_shutdown_timeout Integer(ENV['WORKER_SHUTDOWN_TIMEOUT'] || 15)
